/**
 * Renders the demo's drawings: `pictures/*.svg` to the WebP files the portal shows, `attachments/*.svg` to what somebody
 * would send, with the small picture the portal makes of it. `node scripts/demo-pictures.ts`
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const folder = new URL('../src/lib/server/demo/pictures/', import.meta.url);

for (const name of readdirSync(folder).filter((name) => name.endsWith('.svg'))) {
	const drawing = fileURLToPath(new URL(name, folder));
	// Drawn at twice the size, then reduced: edges come out smoother than the renderer's own.
	const { size } = await sharp(drawing, { density: 144 })
		.resize(1200, 675)
		.webp({ quality: 80, effort: 6, smartSubsample: true })
		.toFile(drawing.replace(/svg$/, 'webp'));
	console.log(`${name.replace(/svg$/, 'webp')} ${Math.round(size / 1000)} kB`);
}

const sent = new URL('../src/lib/server/demo/attachments/', import.meta.url);

for (const name of readdirSync(sent).filter((name) => name.endsWith('.svg'))) {
	const drawing = fileURLToPath(new URL(name, sent));
	const picture = drawing.replace(/svg$/, 'png');
	await sharp(drawing).png({ palette: true, quality: 80, effort: 10 }).toFile(picture);
	const { size } = await sharp(picture)
		.resize({ width: 480, height: 360, fit: 'inside' })
		.webp({ quality: 76 })
		.toFile(drawing.replace(/svg$/, 'preview.webp'));
	console.log(`${name.replace(/svg$/, 'png')}, small: ${Math.round(size / 1000)} kB`);
}
