package dejfa.range.scenario;

import dejfa.range.noise.Office;
import dejfa.range.scene.World;

/// An espionage intrusion into e-government servers, composed of public reports of 2018–2019 (README of the scenario).
public final class EgovEspionage {
    private EgovEspionage() {}

    public static void play(World world) {
        Office.play(world);
        new EspionageAttack(world).play();
    }
}
