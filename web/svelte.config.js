import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** The staff app: a single-page build in dist/; tools/finish.ts makes it free of inline scripts and compresses it. */
export default {
  preprocess: vitePreprocess(),
  kit: {
    adapter: adapter({ pages: 'dist', assets: 'dist', fallback: 'index.html', precompress: false }),
    alias: { '#texts': '../texts' },
    files: {
      appTemplate: 'staff/app.html',
      assets: 'staff/static',
      errorTemplate: 'staff/error.html',
      hooks: { client: 'staff/hooks.client' },
      routes: 'staff/routes',
      lib: 'ui',
    },
    output: { preloadStrategy: 'modulepreload' },
    version: { name: 'sen', pollInterval: 0 },
    typescript: {
      config: (config) => ({
        ...config,
        include: [...config.include, '../api/**/*.ts', '../ui/**/*', '../staff/**/*', '../tools/**/*.ts', '../e2e/**/*.ts'],
      }),
    },
  },
};
