#!/usr/bin/env bash
# Prints what bash completes each command line to, with the completion script that secretd makes.
#
#   complete.sh SECRETD-BINARY LINE...
PATH=$(dirname "$1"):$PATH
shift
# shellcheck disable=SC1090
source <(secretd --generate-completion-script bash)
for COMP_LINE; do
    COMP_POINT=${#COMP_LINE} COMPREPLY=()
    read -ra COMP_WORDS <<<"$COMP_LINE"
    [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _secretd secretd "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    echo "$COMP_LINE: ${COMPREPLY[*]}"
done
