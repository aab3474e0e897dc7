import { defineConfig } from 'vite';

/** The server around the built application, built too: stripping its types at each start costs 20 MB and 0.2 s. */
export default defineConfig({
	build: { ssr: 'src/cli/serve.ts', outDir: 'build/serve', emptyOutDir: true, target: 'node24' },
	ssr: { noExternal: ['zod'] }
});
