/// Access logs of web servers.
///
/// Comes in: lines of IIS (W3C Extended Log File Format). Goes out: records with the names of the Sigma taxonomy for
/// `category: webserver`, events `iis` (see `fields.yaml`). Called by `ingest.log`.
@GenerateFields
package dejfa.ingest.log.web;

import dejfa.api.GenerateFields;
