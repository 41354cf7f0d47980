/// Sigma, tested.
package dejfa.detect.sigma;
