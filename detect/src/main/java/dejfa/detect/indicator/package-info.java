/// Indicators: events in, an alert out for each known bad value that an own host met, once per host and value.
/// What is known is asked of the port [dejfa.api.IndicatorIndex] (intel); run by the behaviour stage.
package dejfa.detect.indicator;
