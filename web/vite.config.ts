import { sveltekit } from '@sveltejs/kit/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** The kit's page announcer brings an inline style, which the content security policy refuses. */
const announcer_without_style: Plugin = {
  name: 'announcer-without-style',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('/generated/root.svelte')
      ? code.replace(/(id="svelte-announcer"[^>]*) style="[^"]*"/, '$1 class="visually-hidden"')
      : undefined,
};

// Chrome 109 is the last one for Windows 7 and 8, which communes still use.
export default defineConfig({
  plugins: [announcer_without_style, sveltekit()],
  build: { target: 'es2022', cssTarget: 'chrome109', reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What most screens share travels together: sixty files of a kilobyte each cost more than their bytes.
        codeSplitting: { groups: [{ name: 'shared', minShareCount: 6, test: /\.(js|ts|svelte)(\?|$)/ }] },
      },
    },
  },
  server: {
    fs: { allow: ['..'] },
    proxy: { '/api': process.env.SEN_URL ?? 'http://127.0.0.1:8080' },
  },
  test: { include: ['ui/**/*.test.ts', 'api/**/*.test.ts', 'staff/**/*.test.ts'], environment: 'node' },
});
