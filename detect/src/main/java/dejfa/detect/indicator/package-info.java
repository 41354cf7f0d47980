/// Indicators: events in, an alert out for each known bad value that an own host met, once per host and value.
/// What is known is asked of the port [dejfa.api.IndicatorIndex] (intel implements it); run by the behaviour stage as
/// one more detector. Kinds of values after STIX 2.1 observables.
package dejfa.detect.indicator;
