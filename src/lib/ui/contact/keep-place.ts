/**
 * Rows stay where they are, under the hand, while what one does with them changes how they would be sorted. Another
 * `key`, what was asked for, brings the new order. `missing` says how a row stands that the new answer no longer has.
 */
export function keepPlace<Row extends { id: string }>(): (
	key: string,
	fresh: Row[],
	missing: (row: Row) => Row
) => Row[] {
	let shown: { key: string; rows: Row[] } | undefined;
	return (key, fresh, missing) => {
		const byId = new Map(fresh.map((row) => [row.id, row]));
		const rows = shown?.key === key ? shown.rows.map((row) => byId.get(row.id) ?? missing(row)) : fresh;
		shown = { key, rows };
		return rows;
	};
}
