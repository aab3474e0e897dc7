import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const developing = process.argv.includes('dev');
// The portal reads its address from PORT: while developing it is the development server's.
if (developing) process.env.PORT ??= '5173';

export default defineConfig({
	...(developing ? { server: { port: Number(process.env.PORT), strictPort: true } } : {}),
	// Unit tests are about the server, which runs unbuilt too: they need neither the texts compiled again nor SvelteKit.
	plugins: process.env.VITEST
		? []
		: [
				paraglideVitePlugin({
					project: './project.inlang',
					outdir: './src/lib/paraglide',
					emitPrettierIgnore: false,
					strategy: ['globalVariable', 'baseLocale']
				}),
				shortMessages(),
				sveltekit(),
				fewFiles()
			],
	test: {
		include: ['src/**/*.test.ts', 'tests/*.test.ts'],
		environment: 'node',
		// What asserts a speed measures it; a busy machine must not fail the rest. What needs more than this says so itself.
		testTimeout: 30_000
	}
});

const IMMUTABLE = '_app/immutable';

/** What nearly every page uses comes in two files: each file is a request for the browser, and a line in every page. */
function fewFiles(): Plugin {
	const groups = [
		// But for what only some pages ask for, or ask for later.
		{
			name: 'framework',
			test: /node_modules\/(svelte(?!\/src\/reactivity\/(set|map|date|url)|\/src\/(motion|transition|easing))|@sveltejs(?!\/kit\/src\/runtime\/app\/forms)|esm-env|clsx|devalue)\//
		},
		// What so many pages use, nearly all do. No component: their styles come along, and would then stand before those of app.css.
		{ name: 'shared', test: /src\/lib\/.*\.(ts|js)$/, minShareCount: 15 }
	];
	return {
		name: 'few-files',
		config: ({ build }) =>
			build?.ssr
				? {}
				: {
						build: {
							rolldownOptions: {
								output: {
									codeSplitting: { groups },
									// The list of all pages and their styles is part of every page, and each file names those it imports: short names are two kilobytes less of it.
									entryFileNames: `${IMMUTABLE}/[name].[hash:7].mjs`,
									chunkFileNames: `${IMMUTABLE}/chunks/[hash:7].mjs`,
									assetFileNames: ({ names }) =>
										names.some((name) => name.endsWith('.css'))
											? `${IMMUTABLE}/assets/[hash:6][extname]`
											: `${IMMUTABLE}/assets/[name].[hash][extname]`
								}
							},
							// Every page would carry the list of all files of all others: what a page imports, its own file names.
							modulePreload: { resolveDependencies: (_, files) => files.filter((file) => file.endsWith('.css')) }
						}
					}
	};
}

/**
 * Each message chooses its language by a function of its own, which says the same two thousand times: in what the browser
 * gets one function serves all. Two kilobytes less on a page with many words. Of finding out the language by addresses,
 * cookies and storage a browser gets nothing: the server has written it on the page (src/hooks.client.ts). Another
 * kilobyte less on every page.
 */
function shortMessages(): Plugin {
	const RUNTIME = `
		export const baseLocale = 'fr';
		export const experimentalStaticLocale = undefined;
		export let getLocale = () => baseLocale;
		export const overwriteGetLocale = (fn) => (getLocale = fn);
	`;
	const choice =
		/export const (\w+) = \/\*\*[^]*?\*\/ \(\(inputs[^]*?return en_\1\(inputs\)\s+return fr_\1\(inputs\)\s*\}\);?\s*$/;
	return {
		name: 'short-messages',
		transform(code, id, options) {
			if (!options?.ssr && id.endsWith('/paraglide/runtime.js')) {
				if (!code.includes('export let getLocale ='))
					this.error(`${id} is written otherwise than shortMessages expects`);
				return { code: RUNTIME, map: null };
			}
			if (options?.ssr || !/\/paraglide\/messages\/(?!_index)\w+\.js$/.test(id)) return null;
			if (!choice.test(code)) this.error(`${id} is written otherwise than shortMessages expects`);
			return {
				code: `import { inReadersLanguage } from '/src/lib/in-readers-language.ts';\n${code.replace(
					choice,
					(_, name: string) => `export const ${name} = /* @__PURE__ */ inReadersLanguage(fr_${name}, en_${name});`
				)}`,
				map: null
			};
		}
	};
}
