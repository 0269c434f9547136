module capi/tools/node-image/parts

go 1.26.0
