// Draws src/lib/ui/icons.ts from Lucide's outlines, each as one path: `node scripts/icons.js [name…]` adds names to it.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const outlines = createRequire(import.meta.url)('lucide-static/icon-nodes.json');
const file = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src/lib/ui/icons.ts');

draw(process.argv.slice(2));

function draw(added) {
	const [head, known] = readFileSync(file, 'utf8').split('= {');
	const names = [...known.matchAll(/^\t'?([a-z0-9-]+)'?:/gm)].map(([, name]) => name);
	const lines = [...new Set([...names, ...added])].sort().map((name) => {
		if (!outlines[name]) throw new Error(`Lucide has no icon « ${name} ».`);
		return `\t${/^\w+$/.test(name) ? name : `'${name}'`}:\n\t\t'${rounded(outlines[name].map(pathOf).join(''))}'`;
	});
	writeFileSync(file, `${head}= {\n${lines.join(',\n')}\n} as const;\n\nexport type IconName = keyof typeof ICONS;\n`);
}

/** A hundredth of a square of 24 is seen by nobody, and read by every browser. Arcs stay: their flags stand against the next number. */
function rounded(path) {
	return path.replace(/[b-z][^a-z]*/gi, (command) =>
		command.replace(/\d*\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2))))
	);
}

function pathOf([shape, given]) {
	if (shape === 'path') return absolute(given.d);
	if (shape === 'polyline') return `M${given.points}`;
	const is = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, Number(value)]));
	if (shape === 'line') return `M${is.x1} ${is.y1}L${is.x2} ${is.y2}`;
	if (shape === 'circle') return circle(is);
	if (shape === 'rect') return rectangle(is);
	throw new Error(`${shape} is a shape of Lucide’s that is not drawn here yet.`);
}

/** Alone, a path may begin with a small m; behind another one it would go on from where that ended. */
function absolute(d) {
	const number = String.raw`(-?\d*\.?\d+)(?![\d.])`;
	return d.replace(new RegExp(`^m${number}[ ,]?${number} ?(?=[-\\d.])`), 'M$1 $2l').replace(/^m/, 'M');
}

function circle({ cx, cy, r }) {
	return `M${cx - r} ${cy}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
}

function rectangle({ x, y, width, height, rx: r = 0 }) {
	const corner = (dx, dy) => (r ? `a${r} ${r} 0 0 1 ${dx} ${dy}` : '');
	const [across, down] = [width - 2 * r, height - 2 * r];
	return `M${x + r} ${y}h${across}${corner(r, r)}v${down}${corner(-r, r)}h${-across}${corner(-r, -r)}v${-down}${corner(r, -r)}z`;
}
