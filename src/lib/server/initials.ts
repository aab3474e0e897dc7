/**
 * Letters as a pen would draw them, in a square of 100. A server has no fonts, and a picture made from one of them would
 * show nothing.
 */
const STROKES: Record<string, string> = {
	A: 'M22 80L50 20L78 80M32 59H68',
	B: 'M30 20H53A14 14 0 0 1 53 48H30M53 48A16 16 0 0 1 53 80H30V20',
	C: 'M75 31A32 32 0 1 0 75 69',
	D: 'M28 20V80H46A30 30 0 0 0 46 20Z',
	E: 'M71 20H31V80H71M31 50H65',
	F: 'M71 20H31V80M31 50H65',
	G: 'M75 31A32 32 0 1 0 79 62V52H56',
	H: 'M27 20V80M73 20V80M27 50H73',
	I: 'M50 20V80',
	J: 'M64 20V61A17 17 0 0 1 30 61',
	K: 'M30 20V80M72 20L30 56M44 45L74 80',
	L: 'M33 20V80H71',
	M: 'M21 80V20L50 58L79 20V80',
	N: 'M26 80V20L74 80V20',
	O: 'M50 19A31 31 0 0 1 50 81A31 31 0 0 1 50 19Z',
	P: 'M31 80V20H53A17 17 0 0 1 53 54H31',
	Q: 'M50 19A31 31 0 0 1 50 81A31 31 0 0 1 50 19ZM60 62L79 82',
	R: 'M30 80V20H53A16 16 0 0 1 53 52H30M50 52L73 80',
	S: 'M70 32C65 15 32 15 31 35C30 56 70 44 70 65C70 85 34 85 29 67',
	T: 'M24 20H76M50 20V80',
	U: 'M27 20V57A23 23 0 0 0 73 57V20',
	V: 'M22 20L50 80L78 20',
	W: 'M15 20L33 80L50 34L67 80L85 20',
	X: 'M26 20L74 80M74 20L26 80',
	Y: 'M23 20L50 52L77 20M50 52V80',
	Z: 'M27 20H73L27 80H73',
	'0': 'M50 19C24 19 24 81 50 81C76 81 76 19 50 19Z',
	'1': 'M35 33L53 20V80',
	'2': 'M30 37C31 14 70 14 70 37C70 53 42 63 30 80H72',
	'3': 'M31 29C39 14 69 16 68 34C67 46 57 48 47 48C60 48 71 52 71 64C71 86 36 84 29 70',
	'4': 'M62 80V20L26 62H77',
	'5': 'M69 20H38L34 47C44 39 71 40 71 61C70 84 37 84 29 70',
	'6': 'M66 22C44 26 31 42 31 60A20 20 0 1 0 71 60A20 20 0 0 0 32 55',
	'7': 'M28 20H73L43 80',
	'8': 'M50 48A14 14 0 0 1 50 20A14 14 0 0 1 50 48A16 16 0 0 1 50 80A16 16 0 0 1 50 48Z',
	'9': 'M34 78C56 74 69 58 69 40A20 20 0 1 0 29 40A20 20 0 0 0 68 45'
};

/** The letter in white, as SVG for a square of 100; of another alphabet, in whatever font there is. */
export function drawnInitial(letter: string): string {
	const plain = letter.normalize('NFD').replace(/\p{M}/gu, '');
	const strokes = STROKES[plain];
	return strokes
		? `<path d="${strokes}" fill="none" stroke="#fff" stroke-width="12" stroke-linecap="round" stroke-linejoin="round"/>`
		: `<text x="50" y="73" font-family="sans-serif" font-size="64" font-weight="700" text-anchor="middle" fill="#fff">${letter}</text>`;
}
