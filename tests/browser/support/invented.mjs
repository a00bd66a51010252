// Rules and reports made up for the tests: no council of these names exists.

export const kRules = `# Rules that only the tests of the workbench know.
rules:
  - id: bench.walkabouts
    title: Leaders visit the tree nursery
    statement: learning
    level: 3
    points: 3
    about: {rationale: Whoever visits sees more, source: invented}
    match: |
      visited the tree nursery
    examples:
      match:
        - Leaders visited the tree nursery twice.
      no_match:
        - Leaders read about it.

  - id: bench.pumpkins
    title: Pumpkins are left to rot
    statement: learning
    level: 2
    points: 3
    about: {rationale: Waste is noticed, source: invented}
    match: |
      ~pumpkin *3 rot
    examples:
      match:
        - Pumpkins were left to rot.
      no_match:
        - Pumpkins were sold.
`;

export const kSharedRules = `rules:
  - id: shared.soup
    title: There is soup
    level: 3
    points: 1
    about: {rationale: Soup warms, source: invented}
    match: |
      canteen serves soup
    examples:
      match:
        - The canteen serves soup.
      no_match:
        - The canteen was closed.
`;

const report = (council, score, words, paragraphs) => `${council} Council: local authority assessment

Published: 14 March 2025

Learning, improvement and innovation

Score: ${score}

${score} - Evidence shows ${words}

What people expect

I want the people who arrange my care to learn from what goes wrong.

Key findings for this quality statement

Continuous learning, improvement and professional development

${paragraphs.join("\n\n")}
`;

const kPlain = [
  "The council has an office in the old mill. Its staff arrive by train or by boat. Meetings take place on Tuesdays, and minutes are kept in a green folder.",
  "The canteen serves soup. Visitors sign a book at the door, and the porter lends them an umbrella when it rains. The clock over the door was made in the town.",
  "Teams of the council meet in the hall. A new roof was put on it in the spring, and the windows were painted by an apprentice.",
  "Records are stored on the second floor. People who call are asked for their postcode first. The line is open from eight to six.",
];

export const kReports = {
  "larchwick.txt": report("Larchwick", 3, "a good standard", [
    "Leaders visited the tree nursery and asked what worked. They listened to staff, and learning from complaints was used to improve practice.",
    "Managers walked to the tree nursery once a month. Apprentices grew saplings and wrote down what they learned.",
    ...kPlain,
  ]),
  "pumpenham.txt": report("Pumpenham", 2, "some shortfalls", [
    "Pumpkins were left to rot. Staff could not say what had been learned from complaints, and there was little evidence of impact.",
    "The pumpkins of the harvest fair were turned over daily so that rot stayed away. Partners did not know whom to ask.",
    ...kPlain,
  ]),
  "quillbrook.txt": report("Quillbrook", 3, "a good standard", [
    "Leaders visited the tree nursery in autumn. There was a strong culture of learning, and staff were encouraged to try new ideas.",
    ...kPlain,
  ]),
  "ravensmoor.txt": report("Ravensmoor", 2, "some shortfalls", [
    "Learning was not shared consistently across teams. Some staff had not had supervision for months.",
    ...kPlain,
  ]),
};

/** A text to drop, as a PDF with one page: only what a reader of PDFs needs. */
export function pdfOf(text) {
  const escape = (line) => line.replace(/[\\()]/g, "\\$&");
  const lines = text.split("\n").flatMap((line) => line.match(/.{1,85}(\s|$)/g) ?? [""]);
  const body = `BT /F1 10 Tf 50 800 Td 13 TL ${lines.map((line) => `(${escape(line.trimEnd())}) Tj T*`).join(" ")} ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${body.length} >>\nstream\n${body}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let out = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const at = out.length;
    out += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("")}`;
  return `${out}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
}
