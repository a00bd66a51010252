// A level or a score in its colour; the number itself says it to those who see no colour.
export function Badge({ score, label }: { score: number | null | undefined; label?: string }) {
  const known = score !== null && score !== undefined;
  return (
    <span class={`badge ${known ? `s${score}` : "none"}`} title={label}>
      {label && <span class="unseen">{label} </span>}
      {known ? score : "\u2013"}
    </span>
  );
}
