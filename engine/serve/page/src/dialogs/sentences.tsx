// Where a rule fires in the corpus, by the saved rules: each sentence a key press away.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { go } from "../core/route";
import { baseName, plural } from "../core/words";
import type { Workbench } from "../model/workbench";
import { Badge } from "../ui/badge";
import { Dialog, closeDialog, openDialog } from "../ui/dialog";
import { Failure, Loading } from "../ui/states";

export function openSentences(workbench: Workbench, rule: string): void {
  void openDialog(<SentencesDialog workbench={workbench} rule={rule} />);
}

type Found = Awaited<ReturnType<Workbench["pack"]["ruleSentences"]>>;

function SentencesDialog({ workbench, rule }: { workbench: Workbench; rule: string }) {
  const found = useSignal<Found | null>(null);
  const failure = useSignal<Error | null>(null);
  useEffect(() => {
    workbench.pack.ruleSentences(rule).then((list) => (found.value = list), (error: Error) => (failure.value = error));
  }, []);
  const show = async (report: string, start: number) => {
    closeDialog();
    go({ page: "workbench", tab: "report" });
    await Promise.all([workbench.openRule(rule), workbench.reading.open(report, start)]);
  };
  const edit = async () => {
    closeDialog();
    go({ page: "workbench" });
    await workbench.openRule(rule);
  };
  return (
    <Dialog title={rule} wide>
      <div class="dialog-body">
        {failure.value ? <Failure error={failure.value} /> : !found.value ? <Loading what="Looking for its sentences" /> : (
          <>
            <p class="quiet">{found.value.length === 0 ? "No sentence of the corpus, by the saved rules." : `${plural(found.value.length, "sentence")} of the corpus, by the saved rules`}</p>
            <ul class="found">
              {found.value.map((one) => (
                <li key={`${one.report}${one.start}`}>
                  <button type="button" class="link quote" onClick={() => void show(one.report, one.start)}><q>{one.text}</q></button>
                  <small><Badge score={one.published} label="published" /> {baseName(one.document)}, line {one.line} · {one.statement}</small>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <footer class="dialog-foot"><button type="button" onClick={() => void edit()}>Edit the rule</button><button type="button" onClick={closeDialog}>Close</button></footer>
    </Dialog>
  );
}
