// The JSON that the C side embeds, word for word as docs/report-data.md tells it (format 1).

export const FORMAT = 1;

export type Lang = "en" | "ja";
export type Pair = { readonly en: string; readonly ja: string };
export type Text = number | Pair;
export type Time = string | null;
export type Index = number | null;

export const verdicts = [
  "found",
  "not_found_recorded",
  "partly",
  "unk_not_recorded",
  "unk_rolled",
  "unk_cleared",
  "unk_lost",
  "unk_undecided",
  "unk_not_supplied",
  "not_examined",
] as const;
export type Verdict = (typeof verdicts)[number];

export const states = [
  "recorded",
  "off",
  "rolled",
  "cleared",
  "no_file",
  "lost",
  "undecided",
] as const;
export type State = (typeof states)[number];

export const levels = ["informational", "low", "medium", "high", "critical"] as const;
export type Level = (typeof levels)[number];

export const sourceStates = [
  "whole",
  "dirty",
  "damaged",
  "unreadable",
  "foreign",
  "duplicate",
  "empty",
] as const;
export type SourceState = (typeof sourceStates)[number];

/** What a row of the ledger is about (`kind`): src/evidence/ledger.h, which a test compares. */
export const ledgerWords = [
  "dirty",
  "full",
  "no_checksums",
  "empty",
  "foreign",
  "copy_of",
  "wrapped",
  "version",
  "repeated_records",
  "repeats_unknown",
  "no_sandbox",
  "output_cut",
  "time_zone",
  "no_time_zone",
  "header_damaged",
  "header_checksum",
  "records_checksum",
  "unflushed",
  "slack",
  "hidden_record",
  "carved",
  "record_gap",
  "time_backwards",
  "unexplained_excess",
  "torn_record",
  "damaged_record",
  "skipped",
  "bad_slot",
  "partial_slot",
  "log_replayed",
  "log_unused",
  "log_damaged",
  "log_missing",
  "bytes_behind",
  "layered",
  "hive_header",
  "hive_short",
  "no_root",
  "bad_bin",
  "bad_bin_rest",
  "bad_cell",
  "free_cell",
  "no_key",
  "no_value",
  "no_list",
  "no_security",
  "list_cut",
  "list_twice",
  "key_twice",
  "subkeys_less",
  "wrong_parent",
  "name_cut",
  "data_cut",
  "too_deep",
  "unread",
  "shrank",
] as const;
export type LedgerWord = (typeof ledgerWords)[number];

export const hows = ["", "unflushed", "slack", "hidden", "carved", "damaged"] as const;
export type How = (typeof hows)[number];

export type Table = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly omitted?: number;
  readonly total?: number;
};

export type Case = {
  readonly name: string;
  readonly from: Time;
  readonly to: Time;
  readonly events: number;
  readonly bytes: number;
  readonly notes: readonly Text[];
};

export type Host = {
  readonly id: string;
  readonly name: string;
  readonly names: readonly string[];
  readonly first: Time;
  readonly last: Time;
  readonly events: number;
  readonly logs: number;
  readonly bytes: number;
};

export type Setting = { readonly id: string; readonly name: Text };

export type Interval = {
  readonly from: Time;
  readonly to: Time;
  readonly state: State;
  readonly reason: Text | null;
  readonly records: readonly number[];
};

export type Witness = {
  readonly name: Text;
  readonly class: "C" | "S" | "A" | "T";
  readonly percent: number | null;
  readonly intervals: readonly Interval[];
};

export type HostAnswer = {
  readonly host: number;
  readonly verdict: Verdict;
  readonly when: Time;
  readonly summary: Text | null;
  readonly records: readonly number[];
  readonly settings: readonly Setting[];
  readonly witnesses: readonly Witness[];
};

export type Question = {
  readonly number: number;
  readonly id: string;
  readonly verdict: Verdict;
  readonly when: Time;
  readonly host: Index;
  readonly summary: Text | null;
  readonly records: readonly number[];
  readonly settings: readonly Setting[];
  readonly notes: readonly Text[];
  readonly hosts: readonly HostAnswer[];
};

export type Finding = {
  readonly id: string;
  readonly trace: string;
  readonly title: Text;
  readonly level: Level;
  readonly techniques: readonly string[];
  readonly questions: readonly number[];
  readonly host: Index;
  readonly others?: readonly number[];
  readonly from: Time;
  readonly to: Time;
  readonly sentence: Text;
  readonly records: readonly number[];
  readonly processes?: readonly number[];
};

export type Shape = {
  readonly channel: string;
  readonly provider: string;
  readonly id: number;
  readonly version: number;
  readonly name: Text | null;
  readonly fields: readonly number[];
};

export type Histogram = { readonly host: number; readonly bins: readonly number[] };

export type Problem = {
  readonly offset: number | null;
  readonly size: number | null;
  readonly kind: LedgerWord;
  readonly reason: Text;
  readonly count: number;
};

export type Gap = {
  readonly after: number;
  readonly before: number;
  readonly count: number;
  readonly from: Time;
  readonly to: Time;
  readonly reason: Text | null;
};

export type Source = {
  readonly path: string;
  readonly format: string;
  readonly size: number;
  readonly hash: string;
  readonly hosts: readonly number[];
  readonly channels: readonly string[];
  readonly first: Time;
  readonly last: Time;
  readonly state: SourceState;
  readonly same_as: Index;
  readonly expected: number | null;
  readonly read: number | null;
  readonly recovered: number | null;
  readonly lost: number | null;
  readonly duplicates: number | null;
  readonly bytes_lost: number;
  readonly problems: readonly Problem[];
  readonly gaps: readonly Gap[];
  readonly problems_omitted?: number;
  readonly gaps_omitted?: number;
};

export type Data = {
  readonly format: number;
  readonly made_by: string;
  readonly lang: Lang;
  readonly case: Case;
  readonly strings: readonly string[];
  readonly texts: readonly Pair[];
  readonly hosts: readonly Host[];
  readonly questions: readonly Question[];
  readonly findings: readonly Finding[];
  readonly shapes: readonly Shape[];
  readonly records: Table;
  readonly processes: Table;
  readonly histogram: readonly Histogram[];
  readonly sources: readonly Source[];
};
