// `node --conditions=@capi/source tools/node-image/load.ts`: puts what `npm run node-image` has built into the engine that the `docker`
// command talks to. The last line on standard output is JSON: {"state": "present" | "loaded" | "no-archive", "images": [names]}.
import { loadNodeImages } from './load-images.ts';
import { nodeImages } from './node-images.ts';

try {
  const images = nodeImages();
  const state = await loadNodeImages(images, process.env);
  console.log(JSON.stringify({ state, images: state === 'no-archive' ? [] : images.names }));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
