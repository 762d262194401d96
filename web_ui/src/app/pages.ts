// The pages in the order of the menu, with the key that leads to each after "g".
export const kPages = [
  { path: '/screen', name: 'screen', key: 's' },
  { path: '/credit', name: 'credit', key: 'c' },
  { path: '/replay', name: 'replay', key: 'r' },
  { path: '/what-if', name: 'what-if', key: 'w' },
  { path: '/verify', name: 'verify', key: 'v' },
] as const;
