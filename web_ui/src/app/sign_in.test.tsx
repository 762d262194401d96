import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startStrings } from '../strings/strings';
import { Client } from '../transport/client';
import { SignInForm } from './sign_in';

beforeAll(startStrings);
afterEach(cleanup);

interface Asked {
  path: string;
  body: Record<string, string>;
  authorization: string | null;
}

/** A server with one account, whose password is a one-time password until another is set. */
function serverOf(oneTime: string) {
  const asked: Asked[] = [];
  let password = oneTime;
  const fetch = async (request: Request) => {
    const body = (await request.json()) as Record<string, string>;
    const path = new URL(request.url).pathname;
    asked.push({ path, body, authorization: request.headers.get('Authorization') });
    if (path === '/auth/password') {
      if ((body.new_password ?? '').length < 12) {
        return Response.json({ title: 'Unprocessable', detail: 'is too short' }, { status: 422 });
      }
      password = body.new_password ?? '';
      return new Response(null, { status: 204 });
    }
    if (body.password !== password) return Response.json({ title: 'No' }, { status: 401 });
    return Response.json({
      access_token: password === oneTime ? 'limited' : 'full',
      must_change_password: password === oneTime,
    });
  };
  return { client: new Client({ kind: 'server', address: '', server: null, fetch }), asked };
}

function open(client: Client) {
  const onToken = vi.fn();
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <SignInForm client={client} onToken={onToken} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return onToken;
}

function signIn(password: string) {
  fireEvent.change(screen.getByLabelText('User name'), { target: { value: 'ann' } });
  fireEvent.change(screen.getByLabelText('Password'), { target: { value: password } });
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

async function setOwn(password: string) {
  const field = await screen.findByLabelText(/New password/);
  fireEvent.change(field, { target: { value: password } });
  fireEvent.click(screen.getByRole('button', { name: 'Set it and sign in' }));
}

describe('signing in', () => {
  it('with a one-time password asks for another one, and signs in with that', async () => {
    const { client, asked } = serverOf('given by somebody');
    const onToken = open(client);
    signIn('given by somebody');
    await setOwn('short');
    expect((await screen.findByRole('alert')).textContent).toContain('is too short');
    expect(onToken).not.toHaveBeenCalled();
    await setOwn('what I have chosen');
    await waitFor(() => expect(onToken).toHaveBeenCalledWith('full'));
    expect(asked.at(-2)).toEqual({
      path: '/auth/password',
      body: { current_password: 'given by somebody', new_password: 'what I have chosen' },
      authorization: 'Bearer limited',
    });
  });

  it('with one’s own password asks for nothing more', async () => {
    const { client } = serverOf('given by somebody');
    await client.setOwnPassword('limited', 'given by somebody', 'what I have chosen');
    const onToken = open(client);
    signIn('what I have chosen');
    await waitFor(() => expect(onToken).toHaveBeenCalledWith('full'));
    expect(screen.queryByLabelText(/New password/)).toBeNull();
  });
});
