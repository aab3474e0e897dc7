import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
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
				sveltekit()
			],
	test: {
		include: ['src/**/*.test.ts', 'tests/*.test.ts'],
		environment: 'node'
	}
});
