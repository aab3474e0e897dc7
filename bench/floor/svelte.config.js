import adapter from '@sveltejs/adapter-node';

const { FLOOR_OUT: out, FLOOR_KIT: outDir } = process.env;

/** @type {import('@sveltejs/kit').Config} */
export default {
	kit: { adapter: adapter({ out }), outDir }
};
