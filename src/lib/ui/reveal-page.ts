import { reveal } from './reveal.ts';

for (const box of document.querySelectorAll<HTMLElement>('[data-reveal]')) reveal(box);
