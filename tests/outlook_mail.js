// Writes a mail with one attachment as Outlook saves it ([MS-OXMSG], in a compound file by SheetJS); used by test_outlook.py.
// node outlook_mail.js FILE NAME TO
const [file, name, to] = process.argv.slice(2);
const { CFB } = require("xlsx");
const fs = require("fs");

const mail = CFB.utils.cfb_new();
const put = (path, content) => CFB.utils.cfb_add(mail, path, content);
const text = (words) => Buffer.from(words, "utf16le");
put("/__nameid_version1.0/__substg1.0_00020102", Buffer.alloc(16));
put("/__properties_version1.0", Buffer.alloc(32));
put("/__substg1.0_001A001F", text("IPM.Note"));
put("/__substg1.0_0037001F", text("Done!"));
put("/__substg1.0_1000001F", text("Here it is."));
put("/__attach_version1.0_#00000000/__properties_version1.0", Buffer.alloc(8));
put("/__attach_version1.0_#00000000/__substg1.0_3704001F", text("JON~1.XLS"));
put("/__attach_version1.0_#00000000/__substg1.0_3707001F", text(name));
put("/__attach_version1.0_#00000000/__substg1.0_37010102", fs.readFileSync(file));
fs.writeFileSync(to, CFB.write(mail, { type: "buffer" }));
