//! A book as an Excel workbook.

use super::{Book, Cell, Sheet, Table};
use crate::base::parse::printable;
use crate::base::statistics::float;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

/// A book that cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be made: {0}")]
pub struct Unwritten(#[from] XlsxError);

/// The bytes of a workbook.
///
/// # Errors
/// If it is more than a workbook can hold.
pub fn write(book: &Book) -> Result<Vec<u8>, Unwritten> {
    let mut workbook = Workbook::new();
    let (year, month, day) = (book.day.year(), book.day.month(), book.day.day());
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    let year = u16::try_from(year).unwrap_or(2000).clamp(1900, 9999);
    let at = ExcelDateTime::from_ymd(year, part(month), part(day))?;
    let properties = DocProperties::new().set_title(text(&book.title)).set_creation_datetime(&at);
    workbook.set_properties(&properties);
    let looks = Looks::new();
    for sheet in &book.sheets {
        Writing { on: workbook.add_worksheet(), looks: &looks, row: 0, widths: Vec::new() }
            .sheet(sheet)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// How cells look.
struct Looks {
    title: Format,
    note: Format,
    table: Format,
    unit: Format,
    head: Format,
    first_head: Format,
    text: Format,
    instead: Format,
    pounds: Format,
    footnote: Format,
}

/// Of the palette of the Government Analysis Function.
const BLUE: Color = Color::RGB(0x12_436D);
const GREY: Color = Color::RGB(0x3D_3D3D);

impl Looks {
    fn new() -> Self {
        let wrapped = || Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let head = || {
            let bold = wrapped().set_bold().set_font_color(Color::White);
            bold.set_background_color(BLUE).set_border_bottom(FormatBorder::Thin)
        };
        Self {
            title: Format::new().set_bold().set_font_size(16).set_font_color(BLUE),
            note: Format::new(),
            table: Format::new().set_bold().set_font_size(12).set_font_color(BLUE),
            unit: Format::new().set_italic().set_font_color(GREY),
            head: Self::on_the_right(head()),
            first_head: head(),
            text: wrapped(),
            instead: Self::figure("").set_italic().set_font_color(GREY),
            pounds: Self::figure("0.00").set_num_format("\u{a3}#,##0.00"),
            footnote: Format::new().set_font_size(9).set_font_color(GREY),
        }
    }

    /// Off the edge, so that a word in the next column does not touch it.
    fn on_the_right(look: Format) -> Format {
        look.set_align(FormatAlign::Right).set_indent(1)
    }

    /// A figure with as many decimals as it is written with.
    fn figure(written: &str) -> Format {
        let decimals = written.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let plain = Self::on_the_right(Format::new().set_align(FormatAlign::Top));
        match decimals {
            0 => plain.set_num_format("#,##0"),
            n => plain.set_num_format(format!("#,##0.{}", "0".repeat(n))),
        }
    }
}

/// A sheet on its way.
struct Writing<'a> {
    on: &'a mut Worksheet,
    looks: &'a Looks,
    row: u32,
    /// Of each column, in letters.
    widths: Vec<f64>,
}

/// Widths of columns of figures, and of sentences.
const COLUMN: f64 = 14.0;
const IN_WORDS: f64 = 76.0;

impl Writing<'_> {
    fn sheet(mut self, sheet: &Sheet) -> Result<(), XlsxError> {
        const FIRST_COLUMN: f64 = 54.0;
        self.on.set_name(&sheet.name)?;
        self.on.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        if !sheet.title.is_empty() {
            self.line(&sheet.title, &self.looks.title)?;
        }
        for note in &sheet.notes {
            self.line(note, &self.looks.note)?;
        }
        let columns = sheet.tables.iter().map(|table| table.heads.len()).max().unwrap_or(1);
        for column in 0..columns {
            let width = match column {
                _ if sheet.is_data => {
                    sheet.tables.iter().map(|of| of.widest(column)).fold(10.0, f64::max)
                }
                0 => FIRST_COLUMN,
                _ if sheet.tables.iter().any(|table| table.is_in_words(column)) => IN_WORDS,
                _ => COLUMN,
            };
            self.on.set_column_width(number(column), width)?;
            self.widths.push(width);
        }
        // The title stays in sight, and of data the heads too.
        let heads = self.row + self.space();
        let frozen = if sheet.is_data { heads + 1 } else { 1 };
        self.on.set_freeze_panes(frozen, u16::from(!sheet.is_data))?;
        for table in &sheet.tables {
            self.row += self.space();
            self.table(table, sheet.is_data)?;
        }
        self.row += 1;
        for footnote in &sheet.footnotes {
            self.line(footnote, &self.looks.footnote)?;
        }
        Ok(())
    }

    /// A row left free above a table, unless it is the first thing on its sheet.
    fn space(&self) -> u32 {
        u32::from(self.row > 0)
    }

    fn line(&mut self, said: &str, look: &Format) -> Result<(), XlsxError> {
        self.on.write_string_with_format(self.row, 0, text(said), look)?;
        self.row += 1;
        Ok(())
    }

    fn table(&mut self, table: &Table, is_data: bool) -> Result<(), XlsxError> {
        if !is_data {
            self.line(&table.title, &self.looks.table)?;
            if !table.unit.is_empty() {
                self.line(&table.unit, &self.looks.unit)?;
            }
        }
        let heads = self.row;
        if table.heads.iter().any(|head| !head.is_empty()) {
            for (column, head) in table.heads.iter().enumerate() {
                let is_left = column == 0 || table.is_in_words(column);
                let look = if is_left { &self.looks.first_head } else { &self.looks.head };
                self.on.write_string_with_format(heads, number(column), text(head), look)?;
            }
            self.row += 1;
        }
        for row in &table.rows {
            for (column, cell) in row.iter().enumerate() {
                self.cell(number(column), cell)?;
            }
            let lines = self.lines(row);
            if !is_data || lines > 1.0 {
                self.on.set_row_height(self.row, LINE * lines)?;
            }
            self.row += 1;
        }
        if is_data && !table.rows.is_empty() {
            let last = number(table.heads.len().saturating_sub(1));
            self.on.autofilter(heads, 0, self.row - 1, last)?;
            self.on.set_repeat_rows(heads, heads)?;
        }
        Ok(())
    }

    /// Lines that a row takes: not every program that opens it works that out for itself.
    fn lines(&self, row: &[Cell]) -> f64 {
        let lines = row.iter().zip(&self.widths).map(|(cell, width)| match cell {
            Cell::Text(said) => (letters(said) / (0.95 * width)).ceil(),
            _ => 1.0,
        });
        lines.fold(1.0, f64::max)
    }

    fn cell(&mut self, column: u16, cell: &Cell) -> Result<(), XlsxError> {
        let row = self.row;
        match cell {
            Cell::Text(said) => {
                self.on.write_string_with_format(row, column, text(said), &self.looks.text)?;
            }
            Cell::Figure(written) => match written.parse::<f64>() {
                Ok(value) => {
                    self.on.write_number_with_format(
                        row,
                        column,
                        value,
                        &Looks::figure(written),
                    )?;
                }
                Err(_) => {
                    self.on.write_string_with_format(
                        row,
                        column,
                        text(written),
                        &self.looks.text,
                    )?;
                }
            },
            Cell::Number(number) => {
                self.on.write_number(row, column, *number)?;
            }
            Cell::Pounds(pence) => {
                let (value, look) = (pounds(*pence), &self.looks.pounds);
                self.on.write_number_with_format(row, column, value, look)?;
            }
            Cell::Instead(said) => {
                self.on.write_string_with_format(row, column, *said, &self.looks.instead)?;
            }
            Cell::Nothing => {}
        }
        Ok(())
    }
}

/// Height of a line of a row, in points.
const LINE: f64 = 15.0;

/// Pence in pounds, as a spreadsheet keeps them.
fn pounds(pence: u64) -> f64 {
    let pence = float(pence);
    pence / 100.0
}

fn letters(said: &str) -> f64 {
    f64::from(u32::try_from(said.chars().count()).unwrap_or(u32::MAX))
}

impl Table {
    /// So wide that no cell of a column is cut off, up to a sentence.
    fn widest(&self, column: usize) -> f64 {
        const ROOM: f64 = 4.0;
        let cells = self.rows.iter().filter_map(|row| row.get(column));
        let cells = cells.map(|cell| match cell {
            Cell::Text(said) | Cell::Figure(said) => letters(said),
            _ => 0.0,
        });
        let head = self.heads.get(column).map_or(0.0, |head| letters(head));
        (cells.fold(head, f64::max) + ROOM).min(IN_WORDS)
    }

    /// Whether a column has sentences and no figures.
    fn is_in_words(&self, column: usize) -> bool {
        self.rows.iter().any(|row| matches!(row.get(column), Some(Cell::Text(_))))
    }
}

fn number(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

/// A text without what drives whatever shows it, and no longer than a cell.
fn text(said: &str) -> String {
    const MOST: usize = 32_000;
    printable(said).chars().take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn money_is_a_number_of_pounds_and_no_column_of_data_is_cut_off() {
        let long = "risk_assessment_days_not_known";
        let rows = vec![vec![Cell::Text(long.to_owned()), Cell::Pounds(1_411_879)]];
        let heads = vec!["category".to_owned(), "value".to_owned()];
        let table = Table { heads, rows, ..Table::default() };
        assert!(table.widest(0) > letters(long));
        let sheet =
            Sheet { name: "a".to_owned(), tables: vec![table], is_data: true, ..Sheet::default() };
        let book = Book { title: "a".to_owned(), day: date(2026, 11, 20), sheets: vec![sheet] };
        let mut archive =
            zip::ZipArchive::new(std::io::Cursor::new(write(&book).unwrap())).unwrap();
        let mut part =
            |name: &str| std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
        assert!(part("xl/worksheets/sheet1.xml").contains("<v>14118.79</v>"));
        assert!(part("xl/styles.xml").contains("\u{a3}#,##0.00"));
    }
    #[test]
    fn a_table_of_csv_has_its_heads_first_numbers_as_numbers_and_no_formula() {
        let table = b"name,value\n\"=1+1 <b>\",2.50\nyear,2026\n";
        let book = || Book::of_csv("a & b", table).unwrap();
        let bytes = write(&book()).unwrap();
        assert_eq!(bytes, write(&book()).unwrap());
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut part =
            |name: &str| std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
        let sheet = part("xl/worksheets/sheet1.xml");
        assert!(sheet.contains("r=\"A1\"") && sheet.contains("r=\"B3\""), "{sheet}");
        assert!(sheet.contains("<v>2.5</v>") && sheet.contains("<v>2026</v>"), "{sheet}");
        assert!(!sheet.contains("<f>"), "{sheet}");
        assert!(part("xl/sharedStrings.xml").contains("=1+1 &lt;b&gt;"));
        assert!(part("xl/workbook.xml").contains("name=\"a &amp; b\""));
    }
}
