// What the measures of agreement say, in plain words.

export function Measures({ fitted = false }: { fitted?: boolean }) {
  return (
    <details class="measures">
      <summary>What these figures say</summary>
      <dl>
        <dt>exact</dt><dd>the share of predicted scores that are the published ones; within one: at most one level off</dd>
        <dt>QWK</dt><dd>1 where all agree, 0 for agreement by chance; a miss by two levels counts four times a miss by one</dd>
        <dt>macro-MAE</dt><dd>levels off on average, each published score counting alike; 0 is best</dd>
        {!fitted && <><dt>RPS skill</dt><dd>how much better the probabilities are than always giving each score its share; 1 is best, 0 no better</dd>
        <dt>Brier</dt><dd>how far the probabilities are from what was published; 0 is best</dd></>}
      </dl>
      {fitted && <p>The model was fitted on published scores such as these, so both columns flatter it: compare one with the other. How well it does on councils that it has not seen is on the calibration page.</p>}
    </details>
  );
}
