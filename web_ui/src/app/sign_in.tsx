import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemView } from '../shared/problem_view';
import type { Client } from '../transport/client';
import { useConsole } from './console_context';

/** Shown when the server of the console answered 401. */
export function SignIn() {
  const { client, onSignedIn } = useConsole();
  const queries = useQueryClient();
  return (
    <SignInForm
      client={client}
      onToken={(token) => {
        onSignedIn(token);
        queries.invalidateQueries();
      }}
    />
  );
}

interface Props {
  client: Client;
  onToken: (token: string) => void;
}

/** A token by user name and password, or one that was given by somebody. */
export function SignInForm({ client, onToken }: Props) {
  const { t } = useTranslation();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const login = useMutation({
    mutationFn: () => client.login(username, password),
    onSuccess: (answer) => onToken(answer.access_token),
  });
  return (
    <form
      className="panel stack sign-in"
      aria-labelledby="sign-in-title"
      onSubmit={(event) => {
        event.preventDefault();
        login.mutate();
      }}
    >
      <h2 id="sign-in-title">{t('sign_in.title')}</h2>
      <p className="quiet">{t('sign_in.text')}</p>
      <div className="form">
        <TextInput
          label={t('sign_in.username')}
          value={username}
          autoComplete="username"
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <TextInput
          type="password"
          label={t('sign_in.password')}
          value={password}
          autoComplete="current-password"
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      </div>
      {login.error && <ProblemView error={login.error} />}
      <div className="actions">
        <Button type="submit" loading={login.isPending}>
          {t('sign_in.send')}
        </Button>
      </div>
    </form>
  );
}
