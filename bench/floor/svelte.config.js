import adapter from '@sveltejs/adapter-node';

const out = process.env.FLOOR_OUT;

/** @type {import('@sveltejs/kit').Config} */
export default {
	kit: { adapter: adapter({ out }), outDir: `${out}-kit` }
};
