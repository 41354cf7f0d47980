/// Test only: seeded properties and the search for case folders. Called by the tests of every module.
package dejfa.testkit;
