// Decides request lines in the page, by the package's worker. browser.mjs calls it.
import { Instance } from '/package/instance.js';
import { kTaskNumbers } from '/package/lines.js';
import { loadInWorker } from '/package/worker-client.js';
import { answersOf, linesOf } from './answers.mjs';

async function bytesAt(url) {
  const response = await fetch(url);
  return new Uint8Array(await response.arrayBuffer());
}

/** All answers, with a line feed after each. */
globalThis.decide = async (task) => {
  const pack = await bytesAt('/pack');
  const engine = await loadInWorker(pack);
  const instance = await Instance.create({});
  instance.open(pack);
  const decoder = new TextDecoder();
  const answerBytes = (bytes, number) =>
    decoder.decode(instance.lines(kTaskNumbers[task], bytes, number)).slice(0, -1);
  let text = '';
  const lines = linesOf(await bytesAt('/requests'));
  for await (const answer of answersOf(engine, task, lines, answerBytes)) text += `${answer}\n`;
  engine.close();
  return text;
};
