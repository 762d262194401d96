// demo: the static demonstration. console: the page beside a server's API; both: the demonstration
// beside it. open: that server, which lets everybody in. bank: a server that asks who one is.
// app: a server that serves the demonstration's page itself; production: the same with a bank's pack.
// engine: the folder of the package @financescr/engine.
export const kPorts = {
  demo: 4301,
  console: 4302,
  both: 4303,
  engine: 4304,
  open: 4310,
  bank: 4311,
  app: 4312,
  production: 4313,
};

// A name that is not this machine's: its pages over http are no secure context.
export const kPlainHost = 'plain.example';

export const kAuditor = { username: 'auditor', password: 'a long enough password' };
export const kAnalyst = { username: 'analyst', password: 'another long password' };
