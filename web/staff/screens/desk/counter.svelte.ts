/** What the counter's form holds while one person stands there. */
import type { NewRecord, Procedure } from '#api/shapes.ts';
import type { ChipCard } from './chip.ts';
import type { Handed } from './PaperList.svelte';

export class Counter {
  name = $state('');
  identity_number = $state('');
  born_on = $state('');
  address = $state('');
  phone = $state('');
  mail = $state('');
  submitter = $state('');
  procedure = $state<Procedure | null>(null);
  one_case = $state('');
  papers = $state<Record<string, Handed>>({});
  fields = $state<Record<string, string>>({ channel: 'direct' });

  take_card(card: ChipCard): void {
    this.name = card.name;
    this.identity_number = card.identity_number;
    this.born_on = card.born_on;
    this.address = card.address;
  }

  choose(procedure: Procedure | null): void {
    this.procedure = procedure;
    this.one_case = '';
    this.papers = Object.fromEntries((procedure?.papers ?? []).map((paper) => [paper.code, { there: false, form: 'original', count: 1 }]));
  }

  /** Names of required papers that are not there. */
  get missing(): string[] {
    return (this.procedure?.papers ?? []).filter((paper) => paper.required && !this.papers[paper.code]?.there).map((paper) => paper.name);
  }

  /** How many of the papers are there. */
  get there(): number {
    return Object.values(this.papers).filter((paper) => paper.there).length;
  }

  body(type: string, action: string, reason: string): NewRecord {
    const text = (value: string) => (value.trim() === '' ? undefined : value.trim());
    const applicant = Object.fromEntries(
      Object.entries({
        name: this.name.trim(),
        identity_number: text(this.identity_number.replaceAll(' ', '')),
        born_on: text(this.born_on),
        address: text(this.address),
        phone: text(this.phone),
        mail: text(this.mail),
        submitter: text(this.submitter),
      }).filter(([, value]) => value !== undefined),
    ) as NewRecord['applicant'];
    const papers = Object.entries(this.papers)
      .filter(([, paper]) => paper.there)
      .map(([code, paper]) => ({ code, form: paper.form as 'copy', count: Number(paper.count) || 1 }));
    const fields = Object.entries(this.fields)
      .filter(([, value]) => value !== '')
      .map(([code, value]) => ({ code, value }));
    return {
      type,
      action,
      ...(applicant ? { applicant } : {}),
      ...(this.procedure ? { procedure: this.procedure.code } : {}),
      ...(this.one_case ? { case: this.one_case } : {}),
      papers,
      fields,
      ...(reason ? { reason } : {}),
    };
  }

  /** Ready for the next person. */
  clear(): void {
    const fresh = new Counter();
    for (const name of ['name', 'identity_number', 'born_on', 'address', 'phone', 'mail', 'submitter', 'one_case'] as const) this[name] = '';
    this.procedure = null;
    this.papers = {};
    this.fields = fresh.fields;
  }
}
