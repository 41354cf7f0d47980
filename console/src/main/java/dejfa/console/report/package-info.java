/// The report of one run as one self-contained HTML page: no script, no outside host, readable offline and on paper.
/// In: [Report.Content]. Out: a file. HTML5 and SVG 1.1.
package dejfa.console.report;
