// The states of a file in the editor: what is sent when, and that nobody's words are lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support/load.mjs";

globalThis.location ??= new URL("http://127.0.0.1/");
const { OpenFile } = await load("model/open-file.ts");
const { ApiError } = await load("api/client.ts");

/** The server's side, as a pack of one file keeps it. */
class FakePack {
  text = "one\n";
  draft = null;
  fails = null;
  calls = [];
  get sha256() { return this.text === null ? "" : `hash of ${this.text}`; }
  /** What goes wrong next. */
  next(error) { this.fails = error; }
  async answer(name, work) {
    this.calls.push(name);
    await new Promise((done) => setImmediate(done));
    if (this.fails) {
      const error = this.fails;
      this.fails = null;
      throw error;
    }
    return work();
  }
  file = (path) => this.answer("file", () => {
    if (this.text === null && !this.draft) throw new ApiError(404, "not_found", "no such file");
    return { path, text: this.text ?? "", sha256: this.sha256, inherited: false, draft: this.draft && { ...this.draft }, changed_on_disk: this.draft !== null && this.draft.base_sha256 !== this.sha256 };
  });
  putDraft = (_path, { text, revision, base_sha256 }) => this.answer("putDraft", () => {
    if ((this.draft?.revision ?? 0) !== revision) throw new ApiError(409, "conflict", "another window", "", { draft: this.draft });
    this.draft = { text, revision: revision + 1, base_sha256 };
    return { revision: revision + 1, diagnostics: [] };
  });
  dropDraft = () => this.answer("dropDraft", () => { this.draft = null; return {}; });
  save = (_path, { revision, base_sha256 }) => this.answer("save", () => {
    if (this.draft?.revision !== revision) throw new ApiError(409, "conflict", "another window");
    if (base_sha256 !== this.sha256) throw new ApiError(409, "changed_on_disk", "another program", "", { disk: { text: this.text ?? "", sha256: this.sha256 } });
    this.text = this.draft.text;
    this.draft = null;
    return { sha256: this.sha256, saved: true };
  });
}

async function opened(prepare = () => undefined) {
  const pack = new FakePack();
  prepare(pack);
  const told = [];
  const file = new OpenFile(pack, await pack.file("rules/a.yaml"), (found) => told.push(found));
  pack.calls.length = 0;
  return { pack, file, told };
}

test("keys become one draft, the draft is saved, and the state is told truly all the way", async () => {
  const { pack, file, told } = await opened();
  for (const text of ["one t", "one tw", "one two\n"]) file.edit(text);
  assert.equal(file.status.value, "editing");
  await file.flush();
  assert.equal(file.status.value, "draft");
  assert.deepEqual(pack.calls, ["putDraft"]);
  assert.equal(pack.draft.text, "one two\n");
  assert.equal(pack.text, "one\n", "the file stands");
  assert.equal(told.length, 1);
  assert.equal(await file.save(), true);
  assert.equal(file.status.value, "saved");
  assert.equal(pack.text, "one two\n");
});

test("going back to the saved text drops the draft", async () => {
  const { pack, file } = await opened();
  file.edit("two\n");
  await file.flush();
  file.edit("one\n");
  await file.flush();
  assert.equal(file.status.value, "saved");
  assert.equal(pack.draft, null);
});

test("what is typed while a draft or a save is on its way goes with the next", async () => {
  const { pack, file } = await opened();
  file.edit("two\n");
  const first = file.flush();
  file.edit("two, three\n");
  await first;
  await file.flush();
  assert.equal(pack.draft.text, "two, three\n");
  const saving = file.save();
  await new Promise((done) => setImmediate(done));
  file.edit("two, three, four\n");
  await saving;
  assert.equal(pack.text, "two, three\n");
  await file.flush();
  assert.equal(pack.draft.text, "two, three, four\n");
  assert.equal(pack.draft.base_sha256, "hash of two, three\n");
  assert.equal(file.status.value, "draft");
});

test("however fast one types, drafts go one after the other", async () => {
  const { pack, file } = await opened();
  const flushed = [];
  for (const text of ["a", "ab", "abc", "abcd", "abcde"]) {
    file.edit(text);
    flushed.push(file.flush());
  }
  await Promise.all(flushed);
  await file.flush();
  assert.equal(file.conflict.value, null, "this page is no other tab");
  assert.equal(file.status.value, "draft");
  assert.equal(pack.draft.text, "abcde");
  assert.ok(pack.calls.length <= 3, pack.calls.join(" "));
});

test("a change on disk stops the save; either side can be kept", async () => {
  for (const mine of [true, false]) {
    const { pack, file } = await opened();
    file.edit("mine\n");
    await file.flush();
    pack.text = "theirs\n";
    assert.equal(await file.save(), false);
    assert.equal(pack.text, "theirs\n", "never overwritten unasked");
    assert.equal(file.conflict.value.kind, "disk");
    assert.equal(file.conflict.value.text, "theirs\n");
    if (mine) {
      await file.keepMine();
      assert.equal(await file.save(), true);
      assert.equal(pack.text, "mine\n");
    } else {
      await file.takeTheirs();
      assert.equal(file.text, "theirs\n");
      assert.equal(file.status.value, "saved");
      assert.equal(pack.draft, null);
    }
  }
});

test("another tab's draft is never overwritten; either side can be kept", async () => {
  for (const mine of [true, false]) {
    const { pack, file } = await opened();
    pack.draft = { text: "other tab\n", revision: 4, base_sha256: pack.sha256 };
    file.edit("this tab\n");
    await file.flush();
    assert.equal(file.conflict.value.kind, "tab");
    assert.equal(pack.draft.text, "other tab\n");
    if (mine) await file.keepMine();
    else await file.takeTheirs();
    assert.equal(pack.draft.text, mine ? "this tab\n" : "other tab\n");
    assert.equal(file.text, pack.draft.text);
    assert.equal(file.status.value, "draft");
  }
});

test("an untouched file follows what others do, an edited one asks", async () => {
  const { pack, file } = await opened();
  pack.draft = { text: "other tab\n", revision: 1, base_sha256: pack.sha256 };
  await file.refresh();
  assert.equal(file.text, "other tab\n");
  assert.equal(file.conflict.value, null);
  pack.text = "other program\n";
  await file.refresh();
  assert.equal(file.conflict.value.kind, "disk");
});

test("a draft that could not be kept says so, and can be tried again", async () => {
  const { pack, file } = await opened();
  pack.next(new ApiError(0, "unreachable", "no server"));
  file.edit("two\n");
  await file.flush();
  assert.equal(file.status.value, "failed");
  assert.equal(file.failure.value.message, "no server");
  assert.equal(file.text, "two\n");
  await file.flush();
  assert.equal(file.status.value, "draft");
  assert.equal(file.failure.value, null);
  assert.equal(pack.draft.text, "two\n");
});

test("a save that failed leaves the draft", async () => {
  const { pack, file } = await opened();
  file.edit("two\n");
  await file.flush();
  pack.next(new ApiError(422, "mistakes", "mistakes"));
  await assert.rejects(file.save(), /mistakes/);
  assert.equal(file.status.value, "draft");
  assert.equal(pack.draft.text, "two\n");
});

test("a new file is nothing but its draft until it is saved; discarding and undoing give back what was", async () => {
  const { pack, file } = await opened((one) => {
    one.text = null;
    one.draft = { text: "begun\n", revision: 1, base_sha256: "" };
  });
  assert.equal(file.isNew, true);
  assert.equal(file.status.value, "draft");
  await file.discard();
  assert.equal(file.text, "");
  assert.equal(file.status.value, "saved");
  await file.refresh();
  assert.deepEqual(pack.calls, ["dropDraft"], "what is not there is not asked for");
  file.edit("begun\n");
  await file.flush();
  assert.equal(pack.draft.text, "begun\n");
  assert.equal(await file.save(), true);
  assert.equal(pack.text, "begun\n");
  assert.equal(file.isNew, false);
});

test("a file that another program removed is offered, not lost", async () => {
  const { pack, file } = await opened();
  file.edit("mine\n");
  await file.flush();
  pack.text = null;
  await file.refresh();
  assert.deepEqual([file.conflict.value.kind, file.conflict.value.sha256], ["disk", ""]);
  await file.keepMine();
  assert.equal(await file.save(), true);
  assert.equal(pack.text, "mine\n");
});
