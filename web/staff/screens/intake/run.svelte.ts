/** An import or its undoing while it goes on: how far it is, how to stop it, what went wrong. */
import type { ImportBatch } from '#api/shapes.ts';
import { run_import } from '#staff/data/imports.ts';

export class Run {
  batch = $state.raw<ImportBatch>();
  deed = $state<'apply' | 'undo'>('apply');
  busy = $state(false);
  error = $state.raw<unknown>();
  #stopped = false;

  /** Runs until it is through or stopped; answers whether it is through. */
  async go(batch: ImportBatch, deed: 'apply' | 'undo', accept_good: boolean): Promise<boolean> {
    Object.assign(this, { batch, deed, busy: true, error: undefined });
    this.#stopped = false;
    try {
      const end = await run_import(batch, deed, accept_good, (now) => (this.batch = now), () => this.#stopped);
      return end.state === 'applied' || end.state === 'undone';
    } catch (error) {
      this.error = error;
      return false;
    } finally {
      this.busy = false;
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  forget(): void {
    Object.assign(this, { batch: undefined, error: undefined });
  }
}
