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

/** A token by user name and password; after a one-time password, by one's own. */
export function SignInForm({ client, onToken }: Props) {
  const [newcomer, setNewcomer] = useState<Newcomer | null>(null);
  return newcomer ? (
    <OwnPasswordForm client={client} newcomer={newcomer} onToken={onToken} />
  ) : (
    <LoginForm client={client} onToken={onToken} onNewcomer={setNewcomer} />
  );
}

/** Who has signed in with a one-time password: the token sets another one and does nothing else. */
interface Newcomer {
  username: string;
  password: string;
  token: string;
}

function LoginForm({
  client,
  onToken,
  onNewcomer,
}: Props & { onNewcomer: (newcomer: Newcomer) => void }) {
  const { t } = useTranslation();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const login = useMutation({
    mutationFn: () => client.login(username, password),
    onSuccess: (answer) =>
      answer.must_change_password
        ? onNewcomer({ username, password, token: answer.access_token })
        : onToken(answer.access_token),
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

function OwnPasswordForm({ client, newcomer, onToken }: Props & { newcomer: Newcomer }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState('');
  const set = useMutation({
    mutationFn: async () => {
      await client.setOwnPassword(newcomer.token, newcomer.password, wanted);
      return client.login(newcomer.username, wanted);
    },
    onSuccess: (answer) => onToken(answer.access_token),
  });
  return (
    <form
      className="panel stack sign-in"
      aria-labelledby="own-password-title"
      onSubmit={(event) => {
        event.preventDefault();
        set.mutate();
      }}
    >
      <h2 id="own-password-title">{t('sign_in.own_title')}</h2>
      <p>{t('sign_in.own_text')}</p>
      <div className="form">
        <TextInput
          type="password"
          label={t('sign_in.own_password')}
          value={wanted}
          autoComplete="new-password"
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      </div>
      {set.error && <ProblemView error={set.error} />}
      <div className="actions">
        <Button type="submit" loading={set.isPending}>
          {t('sign_in.own_send')}
        </Button>
      </div>
    </form>
  );
}
