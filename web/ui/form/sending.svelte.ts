/** What the forms of a task share: sending once, telling what went wrong, at the field or on top. */
import { problem_of } from '#api/client.ts';
import { t } from '#ui/text/text.svelte.ts';

export interface FormError {
  id: string;
  text: string;
}

export class Sending {
  busy = $state(false);
  errors = $state<FormError[]>([]);

  /** The words for one field, if it was refused. */
  at(id: string): string | undefined {
    return this.errors.find((error) => error.id === id)?.text;
  }

  /** Runs the sending; `ids` names the controls of the server's fields. Answers whether it went well. */
  async run(send: () => Promise<void>, ids: Record<string, string> = {}): Promise<boolean> {
    this.busy = true;
    this.errors = [];
    try {
      await send();
      return true;
    } catch (error) {
      const problem = problem_of(error);
      if (problem.offline) this.errors = [{ id: '', text: t('error.offline_detail') }];
      else if (problem.errors.length) {
        this.errors = problem.errors.map((each) => ({ id: ids[each.field] ?? '', text: each.detail }));
      } else {
        this.errors = [{ id: '', text: problem.detail || problem.title || t('error.detail') }];
      }
      return false;
    } finally {
      this.busy = false;
    }
  }
}
