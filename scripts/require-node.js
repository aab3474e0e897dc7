/** Ends the process with one clear line on a Node too old to run the portal. */
export function requireNode(command) {
	const { node } = process.versions;
	if (Number(node.split('.')[0]) >= 24) return;
	console.error(
		`Espace client runs on Node 24; this is Node ${node}. Run « npm ci », which brings it, then « ${command} » (not « node »).`
	);
	process.exit(1);
}
