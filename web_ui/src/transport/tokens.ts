// Access tokens by server, for as long as the tab lives.

const key = (address: string) => `financescr-token ${address}`;

export function keepToken(address: string, token: string): void {
  sessionStorage.setItem(key(address), token);
}

export const tokenOf = (address: string): string | null => sessionStorage.getItem(key(address));
