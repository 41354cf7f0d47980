/// Tests of the folder of compiled pattern sets, hostile files included.
package dejfa.detect.cache;
