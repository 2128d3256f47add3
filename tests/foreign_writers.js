// Opens a workbook with a foreign library, types answers into the sheet of pages, and saves it; used by test_foreign_writers.py.
// node foreign_writers.js LIBRARY FILE CELLS-AS-JSON TO
const [library, file, cells, to] = process.argv.slice(2);
const typed = JSON.parse(cells);

async function exceljs() {
  const { Workbook } = require("exceljs");
  const book = new Workbook();
  await book.xlsx.readFile(file);
  const sheet = book.getWorksheet("Pages");
  for (const [cell, value] of Object.entries(typed)) sheet.getCell(cell).value = value;
  if (to.endsWith(".csv")) await book.csv.writeFile(to, { sheetName: "Pages" });
  else await book.xlsx.writeFile(to);
}

function sheetjs() {
  const XLSX = require("xlsx");
  const book = XLSX.readFile(file, { cellStyles: true });
  const sheet = book.Sheets["Pages"];
  for (const [cell, value] of Object.entries(typed)) {
    sheet[cell] = { t: typeof value === "number" ? "n" : "s", v: value };
  }
  if (to.endsWith(".html.xls")) {
    require("fs").writeFileSync(to, XLSX.write(book, { type: "string", bookType: "html", sheet: "Pages" }));
  } else {
    XLSX.writeFile(book, to, to.endsWith(".csv") ? { sheet: "Pages" } : {});
  }
}

Promise.resolve({ exceljs, sheetjs }[library]()).catch((error) => {
  console.error(error);
  process.exit(1);
});
