import type { CorpusInfo } from "../api/types";
import { Progress } from "../ui/states";

export function ReadingCorpus({ corpus }: { corpus: CorpusInfo }) {
  return (
    <div class="state">
      <p class="state-title">Reading the corpus</p>
      <Progress done={corpus.done} total={corpus.total} label="Reading the corpus" />
      <p class="quiet">{corpus.done < corpus.total ? "Texts are read once." : "The reports are being scored."} Rules can be edited meanwhile.</p>
    </div>
  );
}
