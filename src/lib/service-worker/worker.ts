/// <reference types="@sveltejs/kit" />
/// <reference lib="esnext" />
/// <reference lib="webworker" />

/** The service worker itself: TypeScript cannot know that this folder runs in one and the rest of the sources in pages. */
export type Worker = ServiceWorkerGlobalScope;
