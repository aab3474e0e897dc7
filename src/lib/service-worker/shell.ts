import type { Worker } from './worker.ts';

export function listenForShell(_worker: Worker): void {}
