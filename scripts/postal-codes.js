// Makes the table the portal finds towns in: what the package has in 3.8 MB, in one text of about one.
import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const source = createRequire(import.meta.url)('codes-postaux/codes-postaux.json');
const folder = join(import.meta.dirname, '../src/lib/server/places/generated');

// Nobody writes the district of Paris, Lyon and Marseille beside a code that says it. Monaco has a French code.
const written = ({ codePostal, nomCommune }) => `${codePostal} ${nomCommune.replace(/ \d+er? Arrondissement$/, '')}`;
const lines = new Set(['98000 Monaco', ...source.map(written)]);
// Windows-1252's places for the two letters Latin-1 lacks: the text is kept one byte a letter.
const text = [...lines].sort().join('\n').replaceAll('œ', '\x9c').replaceAll('Œ', '\x8c');
if (/[^\n\x20-\xff]/.test(text)) throw new Error('A town is written with a letter that Latin-1 does not have.');

mkdirSync(folder, { recursive: true });
writeFileSync(
	join(folder, 'postal-codes.js'),
	`/** Lines « postal code, space, town », sorted. */\nexport const POSTAL_CODES = ${JSON.stringify(text).replace(/[\x7f-\x9f]/g, (sign) => `\\x${sign.charCodeAt(0).toString(16)}`)};\n`
);
