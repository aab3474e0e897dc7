/** Of an A4 page, in points. */
const LEFT = 64;
const TOP = 760;

/** One page of text as a PDF, so that the demo's invoices need no files of their own. The first line is its title. */
export function pdfOf(lines: readonly string[]): Buffer {
	const shown = lines.map(
		(line, index) =>
			`BT /${index === 0 ? 'B 20' : 'R 11'} Tf 1 0 0 1 ${LEFT} ${TOP - (index === 0 ? 0 : 28 + index * 20)} Tm (${escaped(line)}) Tj ET`
	);
	const content = shown.join('\n');
	const font = (name: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /R 5 0 R /B 6 0 R >> >> >>',
		`<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
		font('Helvetica'),
		font('Helvetica-Bold')
	];
	let text = '%PDF-1.4\n';
	const places = objects.map((object, index) => {
		const place = text.length;
		text += `${index + 1} 0 obj\n${object}\nendobj\n`;
		return place;
	});
	const start = text.length;
	text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
	for (const place of places) text += `${String(place).padStart(10, '0')} 00000 n \n`;
	text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
	return Buffer.from(text, 'latin1');
}

/** As WinAnsi has it, where the euro is a letter of its own. */
const escaped = (line: string): string =>
	line
		.replace(/[\\()]/g, '\\$&')
		.replace(/€/g, '\\200')
		.replace(/’/g, '\\222')
		.replace(/–/g, '\\226')
		.replace(/[^\x20-\xff]/g, '?');
