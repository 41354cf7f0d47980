/// Where the records lie that a rule's `logsource` means: channels, event ids, what wrote them, and what their
/// fields are called there. In: `content/sigma/logsources.yaml`, a rule's logsource. Out: places. Called by
/// `detect.sigma`.
package dejfa.detect.sigma.source;
