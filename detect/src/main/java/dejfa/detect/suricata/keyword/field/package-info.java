/// Keywords that look at one field of a protocol in more than the plain way (a buffer, a number): each turns its value
/// into a test on what the parser keeps there. In: the option's value. Out: a [FieldTest]. Called by
/// `dejfa.detect.suricata.keyword`, which knows the rest of the rule. Standard: the Suricata user guide.
package dejfa.detect.suricata.keyword.field;
