// "This should have fired": which rule, then its near misses in the report.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Example } from "../api/client";
import type { WhyAt } from "../api/types";
import { go } from "../core/route";
import type { Workbench } from "../model/workbench";
import { Badge } from "../ui/badge";
import { Dialog, closeDialog, openDialog } from "../ui/dialog";
import { Failure } from "../ui/states";

export function openShouldFire(workbench: Workbench, from: Example): void {
  void openDialog(<ShouldFireDialog workbench={workbench} from={from} />);
}

const kStates = { cited: "fires here", stopped: "stopped", near: "nearly" };

function ShouldFireDialog({ workbench, from }: { workbench: Workbench; from: Example }) {
  const near = useSignal<WhyAt[] | null>(null);
  const failure = useSignal<Error | null>(null);
  const words = useSignal("");
  useEffect(() => {
    workbench.pack.whyAt(from.report, from.start).then((found) => (near.value = found), (error: Error) => (failure.value = error));
  }, []);

  const choose = async (rule: string) => {
    closeDialog();
    go({ tab: "why" });
    workbench.reading.chosen.value = from.start;
    await workbench.openRule(rule);
  };
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  const others = wanted.length === 0 ? [] : (workbench.rules.value ?? []).filter((rule) => wanted.every((word) => `${rule.id} ${rule.title}`.toLowerCase().includes(word))).slice(0, 30);
  return (
    <Dialog title="Which rule should have fired?">
      <div class="dialog-body form">
        <p><q>{from.text}</q></p>
        {failure.value && <Failure error={failure.value} />}
        <h3>Rules that are about this sentence, or nearly</h3>
        {near.value === null ? (failure.value ? null : <p class="quiet loading">Looking…</p>) : near.value.length === 0 ? <p class="quiet">No rule comes near it. Find one below, or make a new rule.</p> : (
          <ul class="choices">
            {near.value.map((one) => (
              <li key={one.rule}>
                <button type="button" onClick={() => void choose(one.rule)}>
                  <Badge score={one.level} label={`level ${one.level}`} /> <span class="grow">{one.title}<small class="quiet">{kStates[one.state]}{one.reason && <>: {one.element && <><code>{one.element}</code>{" "}</>}{one.reason}</>}</small></span>
                </button>
              </li>
            ))}
          </ul>
        )}
        <label class="row-label">Another rule
          <input type="search" value={words.value} onInput={(event) => (words.value = event.currentTarget.value)} placeholder="words of its title or id" />
        </label>
        <ul class="choices">
          {others.map((rule) => <li key={rule.id}><button type="button" onClick={() => void choose(rule.id)}><Badge score={rule.level} label={`level ${rule.level}`} /> <span class="grow">{rule.title}<small class="quiet">{rule.id}</small></span></button></li>)}
        </ul>
      </div>
    </Dialog>
  );
}
