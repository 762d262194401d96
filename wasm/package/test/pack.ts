// The demonstration's pack, which the build makes: `financescr datagen --seed 42`, compiled.
import { readFileSync } from 'node:fs';

const path = process.env['FINANCESCR_PACK'];
if (path === undefined) throw new Error('FINANCESCR_PACK must name the demonstration pack (.fpk)');

export const packPath = path;
export const pack = new Uint8Array(readFileSync(path));
