import { encode } from 'uqr';

/** A code a phone's camera reads, as one path in a square of `size`, its quiet border of four included (ISO 18004). */
export function qrOf(text: string): { size: number; path: string } {
	const border = 4;
	const { data, size } = encode(text, { ecc: 'M', border });
	let path = '';
	for (const [y, row] of data.entries()) {
		for (let x = 0; x < row.length; x++) {
			if (!row[x]) continue;
			const from = x;
			while (row[x + 1]) x++;
			path += `M${from} ${y}h${x - from + 1}v1H${from}z`;
		}
	}
	return { size, path };
}
