import KubeObjects

/// One container of a Pod.
///
/// Source: kubectl pkg/describe describeContainers.
struct ContainerDescription {
    var pod: JSONValue
    var container: JSONValue
    /// Nil where nothing is known of it.
    var status: JSONValue?
    var clock: LocalClock

    func write(to description: inout Description) {
        description.write("\(container.string("name")):\n", level: 1)
        if let status { description.write("Container ID:\t\(status.string("containerID"))\n", level: 2) }
        description.write("Image:\t\(container.string("image"))\n", level: 2)
        if let status { description.write("Image ID:\t\(status.string("imageID"))\n", level: 2) }
        writePorts("Port", "containerPort", to: &description)
        writePorts("Host Port", "hostPort", to: &description)
        SeccompLines.write(container["securityContext"], level: 2, to: &description)
        writeLines("Command", container.list("command"), to: &description)
        writeLines("Args", container.list("args"), to: &description)
        if let status { writeState(status, to: &description) }
        writeResources("Limits", to: &description)
        writeResources("Requests", to: &description)
        let probes = [("Liveness", "livenessProbe"), ("Readiness", "readinessProbe"), ("Startup", "startupProbe")]
        for (title, field) in probes {
            guard let probe = container[field], probe.members != nil else { continue }
            description.write("\(title):\t\(ProbeText.text(of: probe))\n", level: 2)
        }
        EnvironmentDescription(pod: pod, container: container).write(to: &description)
        writeMounts(to: &description)
    }

    private func writePorts(_ title: String, _ field: String, to description: inout Description) {
        let ports = container.list("ports").map { "\($0.number(field))/\($0.string("protocol"))" }
        let text = ports.isEmpty ? "<none>" : ports.joined(separator: ", ")
        description.write("\(title)\(ports.count > 1 ? "s" : ""):\t\(text)\n", level: 2)
    }

    private func writeLines(_ title: String, _ words: [JSONValue], to description: inout Description) {
        guard !words.isEmpty else { return }
        description.write("\(title):\n", level: 2)
        for word in words.compactMap(\.text) {
            for line in word.split(separator: "\n", omittingEmptySubsequences: false) {
                description.write("\(line)\n", level: 3)
            }
        }
    }

    private func writeState(_ status: JSONValue, to description: inout Description) {
        writeState("State", status["state"], to: &description)
        if status.value(at: "lastState", "terminated")?.members != nil {
            writeState("Last State", status["lastState"], to: &description)
        }
        description.write("Ready:\t\(status.isTrue("ready") ? "True" : "False")\n", level: 2)
        description.write("Restart Count:\t\(status.number("restartCount"))\n", level: 2)
    }

    private func writeState(_ title: String, _ state: JSONValue?, to description: inout Description) {
        if let running = state?["running"], running.members != nil {
            description.write("\(title):\tRunning\n", level: 2)
            description.write("Started:\t\(clock.date(running["startedAt"]))\n", level: 3)
            return
        }
        let terminated = state?["terminated"]?.members == nil ? nil : state?["terminated"]
        description.write("\(title):\t\(terminated == nil ? "Waiting" : "Terminated")\n", level: 2)
        let reason = (terminated ?? state?["waiting"]).string("reason")
        if !reason.isEmpty { description.write("Reason:\t\(reason)\n", level: 3) }
        guard let terminated else { return }
        if !terminated.string("message").isEmpty {
            description.write("Message:\t\(terminated.string("message"))\n", level: 3)
        }
        description.write("Exit Code:\t\(terminated.number("exitCode"))\n", level: 3)
        if terminated.number("signal") > 0 { description.write("Signal:\t\(terminated.number("signal"))\n", level: 3) }
        description.write("Started:\t\(clock.date(terminated["startedAt"]))\n", level: 3)
        description.write("Finished:\t\(clock.date(terminated["finishedAt"]))\n", level: 3)
    }

    private func writeResources(_ title: String, to description: inout Description) {
        let amounts = container["resources"]?[title.lowercased()]?.members ?? [:]
        guard !amounts.isEmpty else { return }
        description.write("\(title):\n", level: 2)
        for name in amounts.keys.sorted() {
            description.write("\(name):\t\(ResourceAmounts.text(of: amounts[name]))\n", level: 3)
        }
    }

    private func writeMounts(to description: inout Description) {
        let mounts = container.list("volumeMounts")
        let devices = container.list("volumeDevices")
        let none = mounts.isEmpty ? "\t<none>" : ""
        description.write("Mounts:\(none)\n", level: 2)
        for mount in mounts.sortedStably(by: { $0.string("mountPath") < $1.string("mountPath") }) {
            let path = mount.string("subPath")
            let flags = (mount.isTrue("readOnly") ? "ro" : "rw") + (path.isEmpty ? "" : ",path=\(path.goQuoted)")
            description.write("\(mount.string("mountPath")) from \(mount.string("name")) (\(flags))\n", level: 3)
        }
        guard !devices.isEmpty else { return }
        description.write("Devices:\(none)\n", level: 2)
        for device in devices.sortedStably(by: { $0.string("devicePath") < $1.string("devicePath") }) {
            description.write("\(device.string("devicePath")) from \(device.string("name"))\n", level: 3)
        }
    }
}
