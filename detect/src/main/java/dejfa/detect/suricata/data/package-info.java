/// Data files that rules refer to: classifications, references, data sets. In: files beside the rules or on the class
/// path. Out: look-ups. Called by the rule loader. Formats are those of Suricata's own files.
package dejfa.detect.suricata.data;
