// The calibration page brings a plot library; it is fetched when it is wanted.
import { signal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";
import type { Session } from "../model/session";
import type { Workbench } from "../model/workbench";
import { Failure, Loading } from "../ui/states";

type Props = { workbench: Workbench; session: Session };
const page = signal<FunctionComponent<Props> | null>(null);
const failure = signal<Error | null>(null);

async function load(): Promise<void> {
  try {
    failure.value = null;
    const { CalibrationPage } = await import("./calibration-page");
    page.value = CalibrationPage;
  } catch (error) {
    failure.value = error as Error;
  }
}

export function LazyCalibration(props: Props) {
  useEffect(() => { if (!page.value) void load(); }, []);
  const Loaded = page.value;
  if (Loaded) return <Loaded {...props} />;
  return <main class="alone" id="main">{failure.value ? <Failure error={failure.value} again={() => void load()} /> : <Loading what="Loading" />}</main>;
}
