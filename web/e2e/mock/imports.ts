/** Imports of the mock: reads CSV with semicolons, finds values that are no numbers, imports two rows a step. */
import type { ImportBatch, ImportKind, ImportPreview } from '../../api/shapes.ts';

const fields: Record<ImportKind, ImportPreview['fields']> = {
  facts: [
    { field: 'measure', label: 'Số liệu', required: true },
    { field: 'value', label: 'Giá trị', required: true },
    { field: 'as_of', label: 'Ngày tính đến', required: true },
    { field: 'note', label: 'Ghi chú', required: false },
  ],
  people: [{ field: 'name', label: 'Họ và tên', required: true }],
  targets: [{ field: 'target', label: 'Chỉ tiêu', required: true }],
  dossiers: [{ field: 'code', label: 'Mã hồ sơ', required: true }],
};
const STEP = 2;

export class Imports {
  // What was chosen for a title is remembered for the next file.
  private remembered: Record<string, string> = { 'Tên số liệu': 'measure', 'Giá trị': 'value', Ngày: 'as_of' };
  private staged = new Map<string, { preview: ImportPreview; rows: string[][] }>();
  imports: ImportBatch[] = [
    { id: 'b1', kind: 'facts', file: 'so-lieu-quy-2.xlsx', state: 'applied', good: 14, bad: 1, same: 0, done: 14, kept: 0, made_by: 'Trần Văn Đức', made_at: '2024-07-03T09:30:00+07:00', changed_at: '2024-07-03T09:30:02+07:00' },
  ];

  read(kind: ImportKind, file: string, bytes: string, by: string): ImportPreview | undefined {
    if (this.imports.some((batch) => batch.file === file && batch.state === 'applied')) return undefined;
    const [head = [], ...rows] = bytes.trim().split('\n').map((line) => line.split(';'));
    const columns = head.map((title, at) => ({ column: String.fromCharCode(65 + at), title, field: this.remembered[title] ?? null }));
    const now = '2024-10-15T08:20:00+07:00';
    const batch: ImportBatch = { id: `b${this.imports.length + this.staged.size + 1}`, kind, file, state: 'previewed', good: 0, bad: 0, same: 0, done: 0, kept: 0, made_by: by, made_at: now, changed_at: now };
    return this.look(batch, columns, rows);
  }

  map(id: string, columns: ImportPreview['columns']): ImportPreview | undefined {
    const staged = this.staged.get(id);
    if (!staged) return undefined;
    for (const each of columns) if (each.field) this.remembered[each.title] = each.field;
    return this.look(staged.preview.batch, columns, staged.rows);
  }

  private look(batch: ImportBatch, columns: ImportPreview['columns'], rows: string[][]): ImportPreview {
    const known = fields[batch.kind];
    const missing = known.filter((field) => field.required && !columns.some((column) => column.field === field.field)).map((field) => field.field);
    const value = columns.findIndex((column) => column.field === 'value');
    const errors = rows.flatMap((cells, at) =>
      value >= 0 && !/^\d+([.,]\d+)?$/.test(cells[value] ?? '')
        ? [{ line: at + 2, column: columns[value]!.column, title: columns[value]!.title, value: cells[value] ?? '', code: 'intake.number', detail: 'Đây không phải một số.' }]
        : [],
    );
    const counted = missing.length ? { good: 0, bad: 0 } : { good: rows.length - errors.length, bad: errors.length };
    const preview: ImportPreview = {
      batch: { ...batch, ...counted }, fields: known, columns, missing,
      rows: rows.slice(0, 20).map((cells, at) => ({ line: at + 2, cells: columns.map((_, column) => cells[column] ?? '') })),
      errors: missing.length ? [] : errors, error_count: missing.length ? 0 : errors.length,
      differences: [], difference_count: 0,
    };
    this.staged.set(batch.id, { preview, rows });
    return preview;
  }

  /** One step of importing or taking back; nothing when the batch is unknown or nobody agreed. */
  step(id: string, deed: string, accept_good: boolean): ImportBatch | undefined {
    const staged = this.staged.get(id);
    if (staged && !this.imports.some((batch) => batch.id === id)) {
      if (staged.preview.batch.bad > 0 && !accept_good) return undefined;
      this.imports.unshift({ ...staged.preview.batch });
    }
    const batch = this.imports.find((each) => each.id === id);
    if (!batch) return undefined;
    batch.done = deed === 'apply' ? Math.min(batch.good, batch.done + STEP) : Math.max(0, batch.done - 10);
    if (deed === 'apply') batch.state = batch.done === batch.good ? 'applied' : 'applying';
    else batch.state = batch.done === 0 ? 'undone' : 'undoing';
    if (batch.state === 'undone') batch.kept = 1;
    return batch;
  }
}
